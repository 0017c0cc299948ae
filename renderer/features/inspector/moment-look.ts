// How a moment of a Pod's life is shown: in what tone, and in a few words. Tones have shapes of their own beside their
// colours.
import type { LifeMoment } from '../../../preload/contract/calls.ts';
import { isMessageKey, type MessageKey } from '../../i18n/translate.ts';

export type Tone = 'good' | 'bad' | 'ending' | 'plain';

export interface MomentLook {
  readonly tone: Tone;
  /** Undefined where the moment's own sentence has to do. */
  readonly key: MessageKey | undefined;
  /** The words of Kubernetes or of a program about it; empty when there are none. */
  readonly detail: string;
}

const tones: Readonly<Record<string, Tone>> = {
  'container-started': 'good',
  'probe-passed': 'good',
  'hook-passed': 'good',
  ready: 'good',
  'probe-failed': 'bad',
  'hook-failed': 'bad',
  'not-ready': 'bad',
  'not-scheduled': 'bad',
  waiting: 'bad',
  'signal-sent': 'ending',
  'marked-for-deletion': 'ending',
  'sandbox-removed': 'ending',
  deleted: 'ending',
};

export function momentLook({ params }: Pick<LifeMoment, 'params'>): MomentLook {
  const sentence = sentenceOf(params);
  const key = `moment.${sentence}`;
  return {
    tone: toneOf(sentence, params),
    key: isMessageKey(key) ? key : undefined,
    detail: detailOf(sentence, params),
  };
}

/** An event of which there is more to say than its reason has a sentence of its own. */
function sentenceOf({ sentence = '', reason }: LifeMoment['params']): string {
  return sentence === 'event' && reason === 'Pulling' ? 'pulling' : String(sentence);
}

function detailOf(sentence: string, { command, message = '' }: LifeMoment['params']): string {
  if (command !== undefined) return `$ ${lineOfShell(String(command))}`;
  // The image stands between quotes.
  return sentence === 'pulling' ? (String(message).split('"')[1] ?? '') : String(message);
}

/** What was typed, without the shell that ran it. */
const lineOfShell = (command: string): string => command.replace(/^sh -c /, '');

function toneOf(sentence: string, { exitCode, phase }: LifeMoment['params']): Tone {
  if (sentence === 'container-exited') return exitCode === 0 ? 'plain' : 'bad';
  if (sentence === 'phase') return phase === 'Failed' ? 'bad' : 'plain';
  if (sentence === 'event') return 'bad';
  return tones[sentence] ?? 'plain';
}
