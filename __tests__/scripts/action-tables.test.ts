import { describe, expect, test } from '@jest/globals';
import { withTables } from '../../scripts/action-tables.ts';

const README = `# x
<!-- inputs -->
old
<!-- /inputs -->
between
<!-- outputs --><!-- /outputs -->
end
`;

describe('withTables', () => {
  test('writes a row for each input and output, in the order of action.yml', () => {
    const made = withTables(
      README,
      `
inputs:
  user: { description: 'Who', default: __token__ }
  password: { description: 'Secret' }
outputs:
  files: { description: 'All' }
`,
    );
    expect(made).toBe(`# x
<!-- inputs -->
| Input | Default | What it does |
| --- | --- | --- |
| \`user\` | \`__token__\` | Who |
| \`password\` |  | Secret |
<!-- /inputs -->
between
<!-- outputs -->
| Output | What it holds |
| --- | --- |
| \`files\` | All |
<!-- /outputs -->
end
`);
  });

  test('leaves a README alone that has its tables', () => {
    const action = 'inputs: { a: { description: b } }';
    const once = withTables(README, action);
    expect(withTables(once, action)).toBe(once);
  });

  test('a pipe stays in its cell', () => {
    expect(
      withTables(README, "inputs: { a: { description: 'x | `y|z`', default: 'p|q' } }"),
    ).toContain('| `a` | `p\\|q` | x \\| `y\\|z` |');
  });

  test('a description of many lines becomes one', () => {
    expect(withTables(README, 'outputs: { a: { description: "b\\n\\n  c\\n" } }')).toContain(
      '| `a` | b c |',
    );
  });

  test('what looks like HTML is shown, not interpreted', () => {
    expect(
      withTables(README, "outputs: { a: { description: 'a <dist> and `<dist>`' } }"),
    ).toContain('| a &lt;dist> and `<dist>` |');
  });

  test('a default with a backtick is still one code span', () => {
    expect(withTables(README, "inputs: { a: { default: 'x`y' } }")).toContain('`` x`y ``');
  });

  test('an input that repeats another with underscores has no row', () => {
    const made = withTables(README, 'inputs: { a-b: {}, a_b: {}, c_d: {} }');
    expect(made).toContain('`a-b`');
    expect(made).not.toContain('`a_b`');
    expect(made).toContain('`c_d`');
  });

  test('a README without a marker is refused', () => {
    expect(() => withTables('<!-- inputs -->', 'inputs: {}')).toThrow(
      'README.md has no <!-- inputs --> … <!-- /inputs -->',
    );
    expect(() => withTables(README.replace('<!-- /outputs -->', ''), '{}', 'docs/a.md')).toThrow(
      'docs/a.md has no <!-- outputs --> … <!-- /outputs -->',
    );
  });
});
