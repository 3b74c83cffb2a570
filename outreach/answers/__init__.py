"""The office's standard answers 问答: what is said to a question that is asked again and again."""
