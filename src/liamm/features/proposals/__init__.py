"""What people ask of the lab: clarifications, proposals written together, and the grid by which they are appraised.

No project opens without a submitted and appraised proposal: « on ne peut imposer un projet au laboratoire ».
"""
