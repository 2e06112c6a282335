"""What search engines are told to read: site maps of all that is public, and of the news.

Django's own sitemaps count all rows to cut them into files and know neither photos nor news; ours
are cut by the numbers of rows, so that the index costs the same at a million articles as at ten.
"""
