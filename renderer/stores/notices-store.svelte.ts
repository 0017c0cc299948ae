// Problems and news as messages in the window: what is wrong, where, what to do.
import type { Problem } from '../../preload/contract/problems.ts';
import { placeInChinese } from '../i18n/phrases-zh.ts';
import { isMessageKey, say, type Language, type MessageKey } from '../i18n/translate.ts';

export interface ProblemText {
  readonly what: string;
  readonly where: string;
  readonly hint: string;
  /** Words of Kubernetes or of the system, when `what` says it in another language. */
  readonly original: string;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'problem' | 'news';
  readonly problem?: Problem;
  readonly key?: MessageKey;
  readonly values?: Readonly<Record<string, string | number>>;
}

const shownMax = 4;
const newsMs = 5000;

export class NoticesStore {
  shown = $state.raw<readonly Notice[]>([]);
  private lastId = 0;

  problem(problem: Problem): void {
    // The same mistake twice is one message: the newer.
    const others = this.shown.filter((notice) => notice.problem?.message !== problem.message);
    this.show({ id: this.nextId(), tone: 'problem', problem }, others);
  }

  news(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): void {
    const notice: Notice = { id: this.nextId(), tone: 'news', key, values };
    this.show(notice, this.shown);
    setTimeout(() => this.dismiss(notice.id), newsMs);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  private show(notice: Notice, others: readonly Notice[]): void {
    this.shown = [...others, notice].slice(-shownMax);
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

/** A problem in the window's language. English keeps the words it came with, which are the most exact. */
export function problemIn(language: Language, problem: Problem): ProblemText {
  const { message, where, hint, code, params } = problem;
  const key = `problem.${code}`;
  if (language === 'en' || !isMessageKey(key)) {
    const general = `hint.${code}`;
    return {
      what: message,
      where,
      hint: hint === '' && isMessageKey(general) ? say(language, general, params) : hint,
      original: '',
    };
  }
  const hintKey = `hint.${code}`;
  return {
    what: say(language, key, params),
    where: placeInChinese(where),
    hint: isMessageKey(hintKey) ? say(language, hintKey, params) : hint,
    original: message,
  };
}
