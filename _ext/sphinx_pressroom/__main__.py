"""``python -m sphinx_pressroom``, the command ``pressroom``."""

from .cli import main

raise SystemExit(main())
