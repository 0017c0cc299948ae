// A host whose engine has stopped.
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { SessionFile } from '../store/session-file.ts';
import { freshFolder, openHost } from './testing/open-host.ts';

it('keeps nothing more when it is closed, and closes the file', () => {
  const path = join(freshFolder(), 'stopped.kubarium');
  const { host, clock } = openHost(path);
  vi.spyOn(host.live, 'advance').mockImplementation(() => {
    throw new Error('invariant');
  });
  const [commit, keepEngine] = [vi.spyOn(host.live, 'commit'), vi.spyOn(host.live, 'keepEngine')];
  host.play();
  expect(() => {
    clock.pass(100);
  }).toThrow('invariant');
  expect(host.close().ok).toBe(true);
  expect(commit).not.toHaveBeenCalled();
  expect(keepEngine).not.toHaveBeenCalled();
  const opened = SessionFile.open(path, { mode: 'read' });
  expect(opened.ok).toBe(true);
  if (opened.ok) opened.value.session.close();
});
