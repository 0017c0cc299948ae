import type { TerminalPlace } from '../../../preload/contract/terminals.ts';
import { t } from '../../i18n/language.svelte.ts';

/** Where a terminal stands, as its tab says it. */
export function placeName(place: TerminalPlace): string {
  switch (place.kind) {
    case 'outside':
      return t('terminal.outside');
    case 'node':
      return place.node;
    case 'pod':
      return place.pod;
  }
}
