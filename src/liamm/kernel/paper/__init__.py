"""Accessible paper: documents made of plain blocks, set by typst as tagged PDF (PDF/UA-1), without system library.

    sheet = Sheet(title="…", blocks=[Heading("…"), Text("Markdown of a person"), Facts([("Fonction", "Éprouvette")])])
    content = as_pdf(sheet)

Text of people goes in as data, never as typst code.
"""

from liamm.kernel.paper.sheets import Block, Facts, Heading, Items, Sheet, Table, Text, as_pdf, set_by

__all__ = ["Block", "Facts", "Heading", "Items", "Sheet", "Table", "Text", "as_pdf", "set_by"]
