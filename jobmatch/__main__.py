"""``python -m jobmatch``: the command line where the script folder is not on the path."""

from jobmatch.cli import main

if __name__ == "__main__":
    main()
