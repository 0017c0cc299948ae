import type { AppliedDocument } from '../../preload/contract/inputs.ts';
import { fail, type Problem } from '../../preload/contract/problems.ts';
import { t } from '../i18n/language.svelte.ts';
import type { Caller } from './caller.ts';

export type ManifestResult =
  | { readonly file: string; readonly applied: readonly AppliedDocument[] }
  | { readonly file: string; readonly problem: Problem };

/** As large as the host takes; a larger file is refused before it is read. */
const bytesMax = 10 * 1024 * 1024;

/** What became of the manifests that were last opened, pasted or dropped. */
export class ManifestStore {
  results = $state.raw<readonly ManifestResult[]>([]);
  private readonly caller: Caller;

  constructor(caller: Caller) {
    this.caller = caller;
  }

  clear(): void {
    this.results = [];
  }

  /** True if all of it was applied. */
  async apply(text: string, file: string, namespace: string): Promise<boolean> {
    const outcome = await this.caller.ask('cluster:apply-manifest', { text, file, namespace });
    this.add(outcome.ok ? { file, applied: outcome.value.applied } : { file, problem: outcome.problem });
    return outcome.ok;
  }

  async applyFiles(files: readonly File[], namespace: string): Promise<void> {
    this.clear();
    for (const file of files) {
      const text = await this.read(file);
      if (text !== undefined) await this.apply(text, file.name, namespace);
    }
  }

  /** With the system's dialog. False if the person thought better of it. */
  async open(namespace: string): Promise<boolean> {
    const files = await this.caller.call('files:open-manifests', {});
    if (files === undefined || files.length === 0) return false;
    this.clear();
    for (const { file, text } of files) await this.apply(text, file, namespace);
    return true;
  }

  private async read(file: File): Promise<string | undefined> {
    if (file.size > bytesMax) {
      this.refuse(file, 'manifest-too-large', 'problem.manifest-too-large');
      return;
    }
    try {
      // Strict: what is not UTF-8 is refused rather than changed.
      return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      this.refuse(file, 'manifest-binary', 'manifest.unreadable');
      return;
    }
  }

  private refuse(
    file: File,
    code: 'manifest-too-large' | 'manifest-binary',
    key: 'problem.manifest-too-large' | 'manifest.unreadable',
  ): undefined {
    const refused = fail(code, t(key), { where: file.name });
    this.add({ file: file.name, problem: refused.problem });
  }

  private add(result: ManifestResult): void {
    this.results = [...this.results, result];
  }
}
