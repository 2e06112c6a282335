# Every target makes what it needs. `make` alone lists them.

.DEFAULT_GOAL := help
# The tests are shared among one process more than there are processors: some of them wait.
SPREAD = --numprocesses $(shell expr $$(nproc) + 1) --dist worksteal
.PHONY: help run run-nginx test test-postgres lint bench shots pictures messages clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-20s %s\n' "$$name" "$$text"; done

run: ## set the demo newsroom up and serve it on http://127.0.0.1:8000/ (PORT, DATA_DIR)
	@exec scripts/run

run-nginx: ## the same behind nginx, as it is shipped, on http://127.0.0.1:8080/ (PORT, INNER_PORT)
	@exec scripts/run-nginx

test: ## run every test, those in a real browser included (ARGS="-k poll -x")
	@scripts/venv dev
	@scripts/speech
	@scripts/html-checker >/dev/null
	@scripts/program exiftool libimage-exiftool-perl >/dev/null
	@scripts/program nginx nginx-light >/dev/null
	@scripts/program redis-server redis-server >/dev/null
	@CHROMIUM="$$(scripts/browser)" && export CHROMIUM && exec .venv/bin/pytest $(SPREAD) $(ARGS)

test-postgres: ## run every test on a PostgreSQL server of its own
	@scripts/venv dev
	@scripts/speech
	@scripts/html-checker >/dev/null
	@scripts/program exiftool libimage-exiftool-perl >/dev/null
	@scripts/program nginx nginx-light >/dev/null
	@scripts/program redis-server redis-server >/dev/null
	@CHROMIUM="$$(scripts/browser)" && export CHROMIUM && exec scripts/postgres .venv/bin/pytest $(SPREAD) $(ARGS)

lint: ## check style, types, migrations, settings for production and message catalogues
	@scripts/venv dev
	@exec scripts/lint

bench: ## measure speed and print the figures
	@scripts/venv dev
	@exec scripts/bench

shots: ## write screenshots of every kind of page, and contact sheets, into shots/
	@scripts/venv dev
	@exec scripts/with-demo .venv/bin/python -m scripts.shots shots

pictures: ## take the pictures of the handbook and the README anew (docs/pictures/)
	@scripts/venv dev
	@exec scripts/with-demo .venv/bin/python -m scripts.handbook docs/pictures

messages: ## gather and compile the messages for translation
	@scripts/venv dev
	@exec scripts/messages

clean: ## remove what can be made again; keeps var/
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis shots bench
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
