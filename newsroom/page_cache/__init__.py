"""Keeps readers' pages, made once for each change of the site, and answers before Django does.

``application`` stands around Django; an ``address`` says which page is asked for, an ``entry`` is
what is kept of it, on the ``shelf`` of this process and in the cache "pages" for the others; a
``flight`` lets one make what many wait for.
"""
