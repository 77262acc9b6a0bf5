/**
 * What docutils 0.23 complains about, each with what to do: PyPI refuses a description for any of
 * them. The comments have docutils' own messages and their levels.
 */
const REMEDIES = {
  /** ERROR/3: `Anonymous hyperlink mismatch: 2 references but 1 targets.` */
  'anonymous-mismatch':
    'Define as many anonymous targets (__ https://…) as there are references with two underscores.',
  /** ERROR/3: `PEP number must be a number from 0 to 9999; "8 <…>" is invalid.`, and the same of RFCs. */
  'bad-number': 'Give the number alone, such as :pep:`8`.',
  /**
   * WARNING/2: `Cannot extract empty bibliographic field "Version".`, `Bibliographic field "Author" must
   * contain a single <paragraph>`: fields at the very beginning are read as the document's own.
   */
  'bibliographic-field':
    'Give the field one paragraph, or begin the description with something else.',
  /** Not docutils: Markdown without a character that shows renders as nothing. */
  'blank-description': 'Write something, or leave the description out.',
  /** ERROR/3: `No suitable element following "class" directive`. */
  'class-without-element': 'Put the element that the class is for behind the directive.',
  /**
   * ERROR/3: `Error in "image" directive: 1 argument(s) required, 0 supplied.`, `maximum 1 argument(s)
   * allowed, 2 supplied.`
   */
  'directive-argument': 'Give the directive the arguments that docutils documents for it.',
  /**
   * ERROR/3: `Content block expected for the "note" directive; none found.`, `Error in "image"
   * directive: no content permitted.`
   */
  'directive-content':
    'Indent what belongs to the directive, and leave a blank line between its options and its content.',
  /**
   * ERROR/3: `Error in "code-block" directive: unknown option: "linenos".`, `invalid option value`,
   * `invalid option block`. Sphinx knows options that docutils does not.
   */
  'directive-option': 'Leave that option out: PyPI renders with plain docutils, without Sphinx.',
  /**
   * WARNING/2: `"raw" directive disabled.`, `"include" directive disabled.`, `File and URL access
   * deactivated; ignoring "csv-table" directive.` PyPI reads no files and accepts no raw HTML.
   */
  'disabled-directive':
    'Put the text itself into the description; PyPI reads no other files and accepts no raw HTML.',
  /** WARNING/2: `raw (and derived) roles disabled`. */
  'disabled-role': 'Write it without raw HTML.',
  /** ERROR/3: `Duplicate substitution definition name: "version".` */
  'duplicate-substitution': 'Define each substitution once.',
  /**
   * WARNING/2: `Duplicate explicit target name: "home".` ERROR/3: `Duplicate target name, cannot be used
   * as a unique reference: "usage".`
   */
  'duplicate-target':
    'Give each target a name that no other has, or use an anonymous link (`text <uri>`__).',
  /** ERROR/3: `Figure caption must be a paragraph or empty comment.` */
  'figure-caption': 'Begin the content of the figure with a paragraph.',
  /** WARNING/2: `Footnote content expected.`, `Citation content expected.` */
  'footnote-content': 'Write the text of the footnote behind its label.',
  /**
   * ERROR/3: `Too many autonumbered footnote references: only 1 corresponding footnote available.`, and
   * the same of symbol footnotes.
   */
  'footnote-count': 'Write a footnote (.. [#] text) for each reference.',
  /**
   * ERROR/3: `Indirect hyperlink target "a" refers to target "b", which does not exist.`, `which is a
   * duplicate, and cannot be used as a unique reference`, `forming a circular reference`.
   */
  'indirect-target': 'Let the target refer to one that exists.',
  /** ERROR/3: `Line 3 exceeds the line-length-limit.`, which is 10,000 characters. */
  'line-too-long': 'Break the line.',
  /** WARNING/2: `Literal block expected; none found.` ERROR/3: `Inconsistent literal block quoting.` */
  'literal-block':
    'Indent the block after "::" and leave a blank line before it, or write ":" instead of "::".',
  /** ERROR/3: `Malformed table.` with what is wrong with its borders. */
  'malformed-table': 'Align the borders of the table; they must be as wide as the widest row.',
  /** WARNING/2: `malformed hyperlink target.` */
  'malformed-target': 'End the name with a colon: ".. _name: https://…".',
  /**
   * ERROR/3: `Invalid context: the "replace" directive can only be used within a substitution
   * definition.`, `The "contents" directive may not be used within topics or body elements.`
   */
  'misplaced-directive': 'Move the directive to where it may stand.',
  /**
   * ERROR/3: `Unexpected section title.`, `Unexpected section title or transition.`: these stand at the
   * left margin only, not inside of other blocks.
   */
  'misplaced-title':
    'Move the title or line to the left margin, or leave a blank line after its text.',
  /**
   * WARNING/2: `Transition at the end of the document.`, `Transition at the start of the section.`, `At
   * least one body element should separate transitions.`
   */
  'misplaced-transition': 'Take the line away, or put text before and after it.',
  /**
   * WARNING/2: `Block quote ends without a blank line; unexpected unindent.`, and the same of lists,
   * literal blocks, explicit markup, line blocks; `Blank line required after table.`
   */
  'missing-blank-line':
    'Leave a blank line before this line, or indent it like the lines before it.',
  /** Not docutils but readme_renderer: `No content rendered from RST source.` */
  'nothing-rendered': 'Write something that is shown, or leave the description out.',
  /**
   * WARNING/2: `Multiple roles in interpreted text (both prefix and suffix present; only one
   * allowed).`, `Mismatch: both interpreted text role prefix and reference suffix.`
   */
  'role-and-reference': 'Take away the role or the underscore.',
  /** WARNING/2: `Title underline too short.`, `Title overline too short.` */
  'short-title-adornment': 'Make the line under (and over) the title as long as the title.',
  /**
   * WARNING/2: `Substitution definition "x" empty or invalid.`, `missing contents`, `malformed
   * substitution definition.` ERROR/3: `Circular substitution definition referenced`.
   */
  'substitution-definition': 'Define it with the replace, image, unicode or date directive.',
  /**
   * ERROR/3: `Error parsing content block for the "list-table" directive: …`, `Error with CSV data in
   * "csv-table" directive: …`, header rows or widths that do not fit the data.
   */
  'table-content': 'Give every row as many cells as the first, and options that fit them.',
  /**
   * ERROR/3: `Title overline & underline mismatch.`, `Missing matching underline for section title
   * overline.`, `Incomplete section title.`, `Invalid section title or transition marker.`
   */
  'title-adornment':
    'Give the title the same line above and below; set off a lone line by blank lines.',
  /** ERROR/3: `Inconsistent title style: skip from level 1 to 3.` */
  'title-level': 'Underline titles of one level with the same character, and skip no level.',
  /** Not docutils: a description that is too long for this linter. PyPI may take it. */
  unchecked: 'Look at it with "twine check", or make it shorter.',
  /**
   * WARNING/2: `Inline emphasis start-string without end-string.`, and the same of `strong`, `literal`,
   * `interpreted text or phrase reference`, `target` and `substitution_reference`.
   */
  'unclosed-inline-markup':
    'Close the markup, or write a backslash before a character that is meant as itself (\\* \\` \\|).',
  /** ERROR/3: `Undefined substitution referenced: "version".` */
  'undefined-substitution':
    'Define it (.. |name| replace:: text), or write a backslash before the bar.',
  /** ERROR/3: `Unexpected indentation.` */
  'unexpected-indentation':
    'Leave a blank line before the indented lines, or indent them like the line before.',
  /**
   * ERROR/3: `Unknown directive type "automodule".` Sphinx and other tools know
   * directives that docutils does not.
   */
  'unknown-directive':
    'Write it without that directive: PyPI renders with plain docutils, without Sphinx or other extensions.',
  /**
   * ERROR/3: `Unknown interpreted text role "class".`, `Interpreted text role "index" not
   * implemented.` Sphinx knows roles that docutils does not.
   */
  'unknown-role':
    'Write ``text`` instead of :role:`text`: PyPI renders with plain docutils, without Sphinx.',
  /**
   * ERROR/3: `Unknown target name: "quick start".` Nothing has the name that `name_` or `` `phrase`_ `` or
   * `[1]_` refers to.
   */
  'unknown-target':
    'Define the target (.. _name: https://…), or write a backslash before the underscore.',
} as const;

/** One kind of problem; stable, kebab-case. */
export type DefectId = keyof typeof REMEDIES;

/** One place where docutils would stop. */
export interface Defect {
  readonly id: DefectId;
  /** Counted from 1; undefined where it is about the description as a whole. */
  readonly line: number | undefined;
  /** The text of docutils' own system message, or PyPI's where docutils says nothing. */
  readonly text: string;
}

/** What to do about a defect. */
export function remedyOf({ id }: Defect): string {
  return REMEDIES[id];
}

/**
 * Whether docutils may accept what is reported: this linter did not look. Of all other defects no
 * recorded description that renders has one.
 */
export function isUncertain({ id }: Defect): boolean {
  return id === 'unchecked';
}
