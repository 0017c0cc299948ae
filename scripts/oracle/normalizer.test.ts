import { describe, expect, it } from 'vitest';
import { findCases, hasOracle, ORACLE_FOLDER, ORACLE_MISSING } from './find-cases.ts';
import { loose } from './loose.ts';
import { Normalizer } from './normalizer.ts';
import { readRecorded } from './recorded.ts';

describe('the normaliser', () => {
  it('numbers what follows chance by first appearance, and leaves what the case names', () => {
    const normalizer = new Normalizer('image: web-bcdfg');
    const table =
      'NAME                   READY   AGE\nweb-6c88c4f8d8-24pc9   1/1     12s\nweb-bcdfg              1/1     3d4h\n';
    expect(normalizer.normalize(table)).toBe(
      'NAME   READY   AGE\nweb-<hash:1>-<suffix:5#1>   1/1   <age>\nweb-bcdfg   1/1   <age>\n',
    );
    expect(normalizer.normalize('pod/web-6c88c4f8d8-8bzqk at 10.244.1.7, 10.0.0.232')).toBe(
      'pod/web-<hash:1>-<suffix:5#2> at <ip:1>, 10.0.0.232',
    );
  });

  it('keeps empty cells and follows columns that are cut short', () => {
    expect(new Normalizer('').normalize('NAME   CLASS    AGE\na               5s\n')).toBe(
      'NAME   CLASS   AGE\na   <blank>   <age>\n',
    );
  });
});

it('forgets numbers and the order of rows where that is asked for', () => {
  expect(loose('NAME   IP\nb   <ip:2>\na   <ip:1>\n\nend')).toBe('NAME   IP\na   <ip>\nb   <ip>\n\nend');
});

describe.skipIf(!hasOracle())(`the recordings${hasOracle() ? '' : `: ${ORACLE_MISSING}`}`, () => {
  const found = hasOracle() ? findCases([ORACLE_FOLDER]) : [];
  const cases = found.filter(({ format }) => format === 'steps');
  it.each(cases.map((found) => [found.name, found] as const))(
    '%s: every text as it was normalised there',
    (_, found) => {
      const { observed, keepText } = readRecorded(found.folder);
      const normalizer = new Normalizer(keepText);
      for (const step of observed.steps) {
        if (step.stdout === undefined) continue;
        expect(normalizer.normalize(step.stdout)).toBe(step.normalized ?? step.stdout);
        expect(normalizer.normalize(step.stderr ?? '')).toBe(step.normalized_stderr ?? step.stderr ?? '');
      }
    },
  );
});
