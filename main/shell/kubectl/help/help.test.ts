import { describe, expect, test } from 'vitest';
import { smallCluster } from '../../testing/small-cluster.ts';
import { wordsOf } from '../../testing/run-kubectl.ts';
import type { Command } from '../command.ts';
import { commands } from '../commands/registry.ts';
import { findCommand } from '../find-command.ts';
import { globalFlags } from '../flags/global-flags.ts';
import { parseFlags } from '../flags/parse-flags.ts';
import { examplesOf } from './examples.ts';
import { flagText } from './flag-texts.ts';

interface Placed {
  readonly path: string;
  readonly command: Command;
}

const below = (found: readonly Command[], before = ''): readonly Placed[] =>
  found.flatMap((command) => {
    const path = `${before}${command.name}`;
    return [{ path, command }, ...below(command.subcommands ?? [], `${path} `)];
  });
const all = below(commands);

test('every flag is told of', () => {
  const silent = all.flatMap(({ path, command }) =>
    command.flags
      .filter(({ name, deprecated }) => deprecated === undefined && flagText(path, name) === '')
      .map(({ name }) => `${path} --${name}`),
  );
  expect(silent).toEqual([]);
  expect(globalFlags.filter(({ name }) => flagText('', name) === '')).toEqual([]);
});

test('the same flag may be told of in different words', () => {
  expect(flagText('delete', 'filename')).toBe('containing the resource to delete.');
  expect(flagText('get', 'filename')).toMatch(/^Filename, directory, or URL to files identifying the resource to get/);
});

describe('examples', () => {
  const shown = all.flatMap(({ path }) => examplesOf(path).map(([what, line]) => ({ path, what, line })));

  test('are those of commands that there are', () => {
    expect(shown.length).toBeGreaterThan(100);
  });

  test.each(shown)('$path: $line can be run', ({ path, line }) => {
    const { command, path: found, words } = findCommand(commands, wordsOf(line));
    expect(found.startsWith(path)).toBe(true);
    const required = command?.flags.filter((flag) => flag.required).map(({ name }) => name) ?? [];
    const { flags } = parseFlags([...(command?.flags ?? []), ...globalFlags], words);
    expect(required.filter((name) => !flags.given(name))).toEqual([]);
  });
});

test('help has its parts in the order of kubectl', async () => {
  const { out } = smallCluster();
  const text = await out('scale --help');
  const parts = text.match(/^[A-Z].*:$/gm);
  expect(parts).toEqual(['Examples:', 'Options:', 'Usage:']);
  expect(text).toContain('\n    --replicas=0:\n\tThe new desired number of replicas. Required.\n\n');
  expect(text).not.toContain('--record');
  expect(await out('create deployment -h')).toContain('\nAliases:\ndeployment, deploy\n\nExamples:\n  # ');
});
