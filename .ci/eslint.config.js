import js from "@eslint/js";
import globals from "globals";

const MARKUP = "Text becomes an element's text, never markup: see elements.js.";

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2025, globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // Values have types that tsc knows; a comparison that converts them hides a mistake.
      eqeqeq: "error",
      // What never changes says so.
      "no-var": "error",
      "prefer-const": "error",
      // A statement that does nothing is a slip.
      "no-unused-expressions": "error",
      // A file and a function have a size that can be read.
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      // Nothing untrusted is read as markup or as code. The policy of every page stops it, too.
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({ property, message: MARKUP })),
        { object: "document", property: "write", message: MARKUP },
      ],
      // A parameter that comes before one that is used has a name that begins with a line.
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // /[\0-\x7f]/ is how a text is asked whether it is ASCII.
      "no-control-regex": "off",
    },
  },
];
