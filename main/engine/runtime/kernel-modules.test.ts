import { expect, test } from 'vitest';
import { FileTree } from './file-tree.ts';
import { hasModule, loadedModules, textAtStart, textWith, textWithout, usersOf } from './kernel-modules.ts';

function load(disk: FileTree, ...names: readonly string[]): void {
  for (const name of names) {
    const { path, text } = textWith(disk, name);
    disk.write(path, text);
  }
}

test('a module comes with what it needs, and only once', () => {
  const disk = new FileTree();
  expect(hasModule(disk, 'ip_vs')).toBe(false);
  expect(hasModule(disk, 'nf_conntrack')).toBe(true);
  load(disk, 'ip_vs_rr', 'ip-vs-sh', 'ip_vs_rr');
  const names = loadedModules(disk).map(({ name }) => name);
  expect(names.slice(0, 3)).toEqual(['ip_vs_sh', 'ip_vs_rr', 'ip_vs']);
  expect(new Set(names).size).toBe(names.length);
  expect(disk.read('/proc/modules')).toMatch(/^ip_vs 221184 2 ip_vs_sh,ip_vs_rr, Live 0x/m);
});

test('one that nobody uses can go again', () => {
  const disk = new FileTree();
  load(disk, 'ip_vs_rr');
  expect(usersOf('ip_vs', loadedModules(disk))).toEqual(['ip_vs_rr']);
  const { path, text } = textWithout(disk, 'ip_vs_rr');
  disk.write(path, text);
  expect(usersOf('ip_vs', loadedModules(disk))).toEqual([]);
});

test('what is to be loaded at every start is loaded then', () => {
  const disk = new FileTree([['/etc/modules-load.d/ipvs.conf', '# for kube-proxy\nip_vs\nip_vs_rr\nnosuch\n']]);
  expect(hasModule(disk, 'ip_vs')).toBe(false);
  disk.write('/proc/modules', textAtStart(disk)?.text ?? '');
  expect(hasModule(disk, 'ip_vs_rr')).toBe(true);
  expect(hasModule(disk, 'overlay')).toBe(true);
  expect(textAtStart(new FileTree())).toBeUndefined();
});
