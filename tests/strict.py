"""`python strict.py MODULE ARGUMENT…`: as `python -m MODULE ARGUMENT…`, but what Scrapy deprecates is an error."""

import runpy
import sys
import warnings

from scrapy.exceptions import ScrapyDeprecationWarning

if __name__ == "__main__":
    warnings.simplefilter("error", ScrapyDeprecationWarning)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
