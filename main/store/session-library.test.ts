import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SessionFile } from './session-file.ts';
import { deleteSession, listSessions, pathForNew, renameSession, sessionInfo } from './session-library.ts';
import { displayName, fileNameOf } from './session-name.ts';
import { valueOf } from './testing/sessions.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kubarium-library-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function make(name: string): SessionFile {
  const meta = { name, seed: 1, preset: {}, catalogue: {}, engineVersion: '0.1.0', createdMs: 0 };
  return valueOf(SessionFile.create(valueOf(pathForNew(folder, name)), meta));
}
function makeClosed(name: string): string {
  const session = make(name);
  valueOf(session.close());
  return session.path;
}

describe('names', () => {
  test.each([
    ['Chapter one', 'Chapter one.kubarium'],
    ['第一章', '第一章.kubarium'],
    [' a/b: "c" ', 'a-b- -c-.kubarium'],
    ['..hidden..', 'hidden.kubarium'],
    ['../../etc/passwd', '-..-etc-passwd.kubarium'],
    ['...', undefined],
    ['  ', undefined],
    ['NUL', undefined],
  ])('of %j', (name, file) => {
    expect(fileNameOf(name)).toBe(file);
  });

  test('are the file’s when that was renamed by other means', () => {
    expect(displayName('/x/a-b.kubarium', 'a/b')).toBe('a/b');
    expect(displayName('/x/copy of a-b.kubarium', 'a/b')).toBe('copy of a-b');
    expect(displayName('/x/broken.kubarium', undefined)).toBe('broken');
  });
});

describe('the library', () => {
  test('of a folder that is not there is empty', () => {
    expect(listSessions(join(folder, 'no'))).toEqual([]);
  });

  test('lists sessions with what is wrong with them', () => {
    makeClosed('closed');
    const open = make('open');
    writeFileSync(join(folder, 'empty.kubarium'), '');
    writeFileSync(join(folder, 'text.kubarium'), 'apiVersion: v1\n'.repeat(100));
    mkdirSync(join(folder, 'folder.kubarium'));
    writeFileSync(join(folder, 'notes.txt'), '');
    const listed = listSessions(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(listed.map(({ name, open: isOpen, problem }) => ({ name, isOpen, problem }))).toEqual([
      { name: 'closed', isOpen: false, problem: undefined },
      { name: 'empty', isOpen: false, problem: 'empty.kubarium is empty.' },
      { name: 'folder', isOpen: false, problem: 'folder.kubarium cannot be opened.' },
      { name: 'open', isOpen: true, problem: undefined },
      { name: 'text', isOpen: false, problem: 'text.kubarium is not a session file.' },
    ]);
    expect(listed[0]?.sizeBytes).toBeGreaterThan(1000);
    valueOf(open.close());
  });

  test('gives a new session a name of its own', () => {
    expect([1, 2, 3].map(() => basename(makeClosed('mine')))).toEqual([
      'mine.kubarium',
      'mine 2.kubarium',
      'mine 3.kubarium',
    ]);
    expect(
      listSessions(folder)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['mine', 'mine 2', 'mine 3']);
    expect(pathForNew(folder, '??')).toMatchObject({ ok: false, problem: { code: 'session-name-invalid' } });
  });

  test('renames a session and its file', () => {
    const path = makeClosed('before');
    const info = valueOf(renameSession(path, 'after: all'));
    expect(info).toMatchObject({ name: 'after: all', path: join(folder, 'after- all.kubarium') });
    expect(readdirSync(folder)).toEqual(['after- all.kubarium']);
    expect(valueOf(renameSession(info.path, 'after: all')).name).toBe('after: all');
  });

  test('refuses to rename over another session, or one that is open', () => {
    const path = makeClosed('one');
    const other = make('two');
    expect(renameSession(path, 'two')).toMatchObject({ ok: false, problem: { code: 'session-exists' } });
    expect(renameSession(other.path, 'three')).toMatchObject({ ok: false, problem: { code: 'session-in-use' } });
    expect(sessionInfo(path).name).toBe('one');
    valueOf(other.close());
  });

  test('deletes a closed session, a broken one too, but none that is open', () => {
    const path = makeClosed('one');
    const broken = join(folder, 'broken.kubarium');
    writeFileSync(broken, 'x'.repeat(1000));
    const open = make('open');
    valueOf(deleteSession(path));
    valueOf(deleteSession(broken));
    expect(deleteSession(open.path)).toMatchObject({ ok: false, problem: { code: 'session-in-use' } });
    expect(deleteSession(path)).toMatchObject({ ok: false, problem: { code: 'session-missing' } });
    valueOf(open.close());
    expect(readdirSync(folder)).toEqual(['open.kubarium']);
  });
});
