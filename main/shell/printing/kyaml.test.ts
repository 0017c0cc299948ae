import { describe, expect, it } from 'vitest';
import { toKyaml } from './kyaml.ts';

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

describe('KYAML', () => {
  it('has braces around maps, brackets around lists and quotes around texts', () => {
    const object = {
      kind: 'Pod',
      apiVersion: 'v1',
      size: 1,
      no: null,
      spec: { a: [], b: {}, args: ['x', 2], u: undefined },
    };
    expect(toKyaml(object)).toBe(
      lines(
        ...[
          '---',
          '{',
          '  apiVersion: "v1",',
          '  kind: "Pod",',
          '  "no": null,',
          '  size: 1,',
          '  spec: {',
          '    a: [],',
        ],
        ...['    args: [', '      "x",', '      2,', '    ],', '    b: {},', '  },', '}'],
      ),
    );
  });

  it('puts brackets beside the braces of maps in lists', () => {
    expect(toKyaml({ items: [{ a: 'b' }, { c: [[1]] }] })).toBe(
      lines(...['---', '{', '  items: [{', '    a: "b",', '  }, {', '    c: [[', '      1,', '    ]],', '  }],', '}']),
    );
  });

  it('gives each line of a text a line', () => {
    expect(toKyaml({ 'a.txt': 'one\n  two "q"\n\nend' })).toBe(
      lines(
        ...[
          '---',
          '{',
          '  a.txt: "\\',
          '     one\\n\\',
          '    \\  two \\"q\\"\\n\\',
          '     \\n\\',
          '     end\\',
          '    ",',
        ],
        '}',
      ),
    );
    expect(toKyaml({ a: 'x\n' })).toBe(lines('---', '{', '  a: "\\', '     x\\n\\', '    ",', '}'));
  });

  it.each(['y', '0x1F', '1_000', '12:30:45', '2026-01-05', '.5', '-', 'a b', ''])('quotes the key %j', (key) => {
    expect(toKyaml({ [key]: true })).toBe(lines('---', '{', `  ${JSON.stringify(key)}: true,`, '}'));
  });
});
