"""The words of mathematics: TeX's names, and the characters that they stand for."""

from __future__ import annotations

GREEK = dict(
    zip(
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
         "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta",
         "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"],
        "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ",
        strict=True,
    )
)  # fmt: skip
"""Also English words, some of them: 'alpha version', 'lambda calculus', 'gamma-ray'."""

CERTAIN = {
    "varepsilon": "ε", "varphi": "φ", "vartheta": "ϑ", "infty": "∞", "leq": "≤", "geq": "≥", "neq": "≠",
    "cdot": "·", "cdots": "⋯", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "rightarrow": "→",
    "leftarrow": "←", "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "subseteq": "⊆",
    "supseteq": "⊇", "setminus": "∖", "emptyset": "∅", "lVert": "‖", "rVert": "‖", "langle": "⟨",
    "rangle": "⟩", "mapsto": "↦", "ldots": "…", "propto": "∝",
}  # fmt: skip
"""No English word is spelled like these: mathematics even where the backslash is lost."""

RELATIONS = {
    "le": "≤", "ge": "≥", "ll": "≪", "gg": "≫", "sim": "∼", "approx": "≈", "times": "×", "pm": "±", "mp": "∓",
    "to": "→", "in": "∈", "subset": "⊂", "circ": "∘", "equiv": "≡", "notin": "∉", "ne": "≠", "cup": "∪",
    "cap": "∩", "div": "÷", "mid": "∣", "oplus": "⊕", "otimes": "⊗", "odot": "⊙", "wedge": "∧", "vee": "∨",
    "simeq": "≃", "supset": "⊃", "prec": "≺", "succ": "≻", "perp": "⊥", "parallel": "∥", "gets": "←",
    "leqslant": "⩽", "geqslant": "⩾", "lesssim": "≲", "gtrsim": "≳", "implies": "⟹", "iff": "⟺",
}  # fmt: skip
"""Signs that are between two terms; as words they mean it only there."""

ORDINARY = {
    "ell": "ℓ", "star": "⋆", "top": "⊤", "bot": "⊥", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏",
    "int": "∫", "forall": "∀", "exists": "∃", "hbar": "ℏ", "prime": "′", "dagger": "†", "ast": "∗",
    "bullet": "•", "dots": "…", "neg": "¬", "aleph": "ℵ", "Re": "ℜ", "Im": "ℑ", "vdots": "⋮",
    "lvert": "|", "rvert": "|", "vert": "|", "Vert": "‖", "lbrace": "{", "rbrace": "}", "colon": ":", "degree": "°",
    "backslash": "\\", "angle": "∠", "square": "□", "checkmark": "✓", "ddots": "⋱", "iint": "∬", "oint": "∮",
    "imath": "ı", "jmath": "ȷ",
}  # fmt: skip
"""Symbols whose names are everyday words or abbreviations."""

FUNCTIONS = frozenset(
    {"log", "ln", "lg", "exp", "min", "max", "sup", "inf", "lim", "sin", "cos", "tan", "tanh", "arg",
     "argmin", "argmax", "det", "dim", "ker", "gcd", "deg", "Pr", "limsup", "liminf", "sinh", "cosh", "coth",
     "cot", "sec", "csc", "arcsin", "arccos", "arctan", "hom", "sign"}
)  # fmt: skip

SYMBOLS = GREEK | CERTAIN | RELATIONS | ORDINARY

FONTS = frozenset(
    {"mathcal", "mathbb", "mathbf", "mathrm", "mathit", "mathsf", "mathtt", "mathfrak", "mathscr",
     "boldsymbol", "text", "operatorname", "mbox", "textrm", "textbf", "textit", "textsf", "texttt"}
)  # fmt: skip
WORDS = frozenset({"text", "mbox", "textrm", "textbf", "textit", "textsf", "texttt"})
"""Of the fonts, those whose argument is prose: no mathematics is read in it."""
ACCENTS = {
    "hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308",
    "widehat": "\u0302", "widetilde": "\u0303", "overline": "\u0304", "underline": "\u0332",
}  # fmt: skip
OPENERS = frozenset({"lvert", "lVert", "langle", "lfloor", "lceil", "lbrace"})
STRUCTURES = frozenset({"bmod", "pmod", "frac", "dfrac", "tfrac", "sqrt", "left", "right", "binom"})
SPACES = frozenset({"quad", "qquad", ",", ";", ":", ">", "!", " ", "thinspace", "enspace", "negthinspace"})
SIZES = frozenset(
    {"big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "bigm", "middle",
     "limits", "nolimits", "displaystyle", "textstyle", "scriptstyle"}
)  # fmt: skip
"""How large something is set, which says nothing."""
DELIMITERS = frozenset({"{", "}", "%", "&", "#", "_", "$", "|"})

LONE_SIGNS = frozenset("<>=+*≤≥≈∼×±")
"""Signs that people put between dollars by themselves, beside a number, too."""

CALLIGRAPHIC = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "𝒜ℬ𝒞𝒟ℰℱ𝒢ℋℐ𝒥𝒦ℒℳ𝒩𝒪𝒫𝒬ℛ𝒮𝒯𝒰𝒱𝒲𝒳𝒴𝒵", strict=True))
BLACKBOARD = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", strict=True))

RAISED = dict(zip("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", strict=True))
LOWERED = dict(zip("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋", strict=True))
