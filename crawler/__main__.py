"""The command `crawler`, and `python -m crawler`."""


def main() -> None:
    from crawler.cli import main as run  # in here, as worker processes load anew what the program's own file loads

    run()


if __name__ == "__main__":
    main()
