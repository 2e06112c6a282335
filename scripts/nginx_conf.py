"""Writes an nginx configuration that serves a site on this machine from the shipped front server.

    python -m scripts.nginx_conf FOLDER PORT UPSTREAM_PORT DATA_DIR [CERTIFICATE KEY PLAIN_PORT]

What nginx keeps and logs goes into FOLDER. Without a certificate readers are served over plain
HTTP; with one the whole of deploy/nginx.conf is used, its ports alone being others. Prints the
path of the configuration.
"""

import os
import re
import sys
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "deploy" / "nginx.conf"
AROUND = """\
{user}worker_processes 2;
daemon off;
pid {folder}/pid;
error_log {folder}/start.log warn;
events {{ worker_connections 2048; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/none;
    uwsgi_temp_path {folder}/none;
    scgi_temp_path {folder}/none;
{site}
}}
"""


def write(
    folder: Path, port: int, upstream: int, data: Path, tls: tuple[Path, Path, int] | None = None
) -> Path:
    """Write the configuration into the folder and return its path."""
    site = SHIPPED.read_text()
    for path, own in {
        "/var/lib/newsroom": data,
        "/var/lib/nginx/newsroom": folder / "cache",
        "/var/log/nginx": folder,
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
    }.items():
        site = site.replace(path, str(own))
    site = re.sub(r"^ *listen \[::\].*\n", "", site, flags=re.MULTILINE)
    if tls is None:
        site = _without_tls(site).replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")
        site = site.replace("server_name news.example.org", "server_name 127.0.0.1 localhost")
    else:
        certificate, key, plain = tls
        site = site.replace("listen 443", f"listen 127.0.0.1:{port}")
        site = site.replace("listen 80", f"listen 127.0.0.1:{plain}")
        live = "/etc/letsencrypt/live/news.example.org"
        site = site.replace(f"{live}/fullchain.pem", str(certificate))
        site = site.replace(f"{live}/privkey.pem", str(key))
    # Whoever starts the site reads its files; as root, the workers would be nobody.
    user = "user root;\n" if os.getuid() == 0 else ""
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "nginx.conf"
    written.write_text(AROUND.format(user=user, folder=folder, site=site))
    return written


def _without_tls(site: str) -> str:
    """Leave the last of the servers: the others are there for the sake of TLS."""
    before, *servers = re.split(r"^(?=server \{)", site, flags=re.MULTILINE)
    return before + re.sub(r"^ *ssl_.*\n", "", servers[-1], flags=re.MULTILINE)


if __name__ == "__main__":
    target, port, upstream, data, *tls = sys.argv[1:]
    given = (Path(tls[0]), Path(tls[1]), int(tls[2])) if tls else None
    path = write(Path(target).resolve(), int(port), int(upstream), Path(data).resolve(), given)
    sys.stdout.write(f"{path}\n")
