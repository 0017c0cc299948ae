// What a session is called and what its file is called: the same as far as file systems allow.
import { basename } from 'node:path';

export const SESSION_EXTENSION = '.kubarium';

const NAME_MAX = 120;
/** Means something to some file system, or cannot be seen. */
const UNFIT = /[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu;
/** Names of devices on Windows, with whatever extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The name without what no file name may hold; undefined when nothing fit to be a name is left. */
export function fileNameOf(name: string): string | undefined {
  const plain = name
    .replace(UNFIT, '-')
    .trim()
    .slice(0, NAME_MAX)
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (!/[\p{L}\p{N}]/u.test(plain) || DEVICE.test(plain)) return undefined;
  return plain + SESSION_EXTENSION;
}

/**
 * What to call the session in the file at `path`, whose own idea of its name is `saved`: a file that was copied or
 * renamed by other means is called what its file is called.
 */
export function displayName(path: string, saved: string | undefined): string {
  const file = basename(path);
  if (saved !== undefined && fileNameOf(saved) === file) return saved.trim();
  return basename(file, SESSION_EXTENSION);
}
