import { succeed } from '../../../preload/contract/problems.ts';
import type { Handlers } from './handlers.ts';

export const viewCalls: Handlers<'view:get-snapshot'> = {
  'view:get-snapshot': ({ link }) => succeed(link.takeSnapshot()),
};
