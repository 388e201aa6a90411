"""The command `crawler`, and `python -m crawler`."""

import sys


def main() -> None:
    try:
        from crawler.cli import main as run  # in here, as worker processes load anew what the program's own file loads
    except KeyboardInterrupt:  # loading takes long enough to be ended by Ctrl-C
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
