"""Run the command line with ``python -m segment_async``."""

from segment_async.cli import main

if __name__ == "__main__":
    main()
