"""The PostgreSQL that comes with Liamm: one folder of data, one socket that only its owner can reach.

It is used when `LIAMM_DATABASE_URL` is empty. Nothing listens on the network.
"""
