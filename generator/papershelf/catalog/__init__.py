"""The list, grouped and ordered: what readers look for, what is one paper, which colour is whose."""
