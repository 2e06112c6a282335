"""The project's settings, with what differs in tests: where state lies, how passwords hash."""

import os
import tempfile
from pathlib import Path

# Tests never touch the installation's data. The folder is made once for the whole run; each of the
# processes that share the run has one of its own in it.
if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    os.environ["DATA_DIR"] = str(Path(os.environ["DATA_DIR"]) / worker)
    Path(os.environ["DATA_DIR"]).mkdir(parents=True, exist_ok=True)

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES

# What one reader in twenty sends would come by chance; the tests of it set their own.
POLL_SHOWN_SAMPLE = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest of hashed names is made by collectstatic, which tests do not run.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Whitenoise warns of a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: WAL and several threads behave otherwise in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_DIR) / "test.sqlite3")}
else:
    # The pool would keep connections to a database that the end of the run drops.
    DATABASES["default"]["OPTIONS"].pop("pool", None)
