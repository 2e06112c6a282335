"""Full-text search, alike on SQLite (FTS5) and PostgreSQL (tsvector).

``words`` folds and parts text, ``terms`` reads what somebody typed, ``index`` keeps and asks.
"""
