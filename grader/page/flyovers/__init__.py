"""The predictor: how a page is asked, which moments it names, and whether they are true."""
