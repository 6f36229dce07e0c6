"""What runs inside a function's process, beside the student's code.

Nothing here is imported by the process that gives the verdict. Standard library only, and no
import inside a function body: once the student's code is loaded, `grader` cannot be imported.
"""
