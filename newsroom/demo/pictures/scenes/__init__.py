"""One module to a scene; each paints one picture."""
