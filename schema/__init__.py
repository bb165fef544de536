"""The contract as data: one JSON a table; setuptools mounts this folder as ``juku.schema``."""
