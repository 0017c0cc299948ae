import type { AppPush } from '../../preload/contract/calls.ts';
import type { Problem, ProblemCode } from '../../preload/contract/problems.ts';
import { isMessageKey } from '../i18n/translate.ts';

/** A problem that main tells of by itself. A code that this window does not know keeps its English words. */
export function problemOfPush(push: Extract<AppPush, { readonly type: 'session-problem' }>): Problem {
  const { code, message, where, hint, params } = push;
  return { code: isProblemCode(code) ? code : 'internal', message, where, hint, params };
}

function isProblemCode(code: string): code is ProblemCode {
  return isMessageKey(`problem.${code}`);
}
