import { describe, expect, it } from 'vitest';
import { Rig } from '../testing/process-rig.ts';
import { matches } from './pattern.ts';

/** Of each class characters that belong to it, and some that do not. */
const CLASSES = [
  ['alpha', 'azAZ', '09_ '],
  ['digit', '059', 'aA '],
  ['alnum', 'aZ9', '_- '],
  ['upper', 'AZ', 'az1'],
  ['lower', 'az', 'AZ1'],
  ['space', ' \t', 'a1-'],
  ['blank', ' \t', 'a1-'],
  ['punct', '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', 'aZ0 '],
  ['xdigit', '09afAF', 'gG '],
  ['print', ' a~', '\x01'],
  ['graph', '!a~', ' '],
] as const;

describe.each(CLASSES)('the class %s', (name, inside, outside) => {
  const pattern = `[[:${name}:]]`;

  /** What a command passes on of the characters, one a line. */
  const passed = (command: string, text: string) => {
    const rig = new Rig({ files: { '/in': `${Array.from(text).join('\n')}\n` } });
    rig.boot(['sh', '-c', `${command} < /in`]);
    return rig.result.stdout
      .split('\n')
      .filter((line) => line !== '')
      .join('');
  };

  it('is the same in patterns of the shell, in grep, in sed and in tr', () => {
    for (const char of inside) expect(matches(pattern, char), char).toBe(true);
    for (const char of outside) expect(matches(pattern, char), char).toBe(false);
    expect(passed(`grep '${pattern}'`, inside + outside)).toBe(inside);
    expect(passed(`grep -vE '^${pattern}$'`, inside + outside)).toBe(outside);
    expect(passed(`sed -n '/${pattern}/p'`, inside + outside)).toBe(inside);
    expect(passed(`tr -d '[:${name}:]'`, inside + outside)).toBe(outside);
  });
});
