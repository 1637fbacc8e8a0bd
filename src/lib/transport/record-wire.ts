import type { Answer } from '#lib/app/app.ts';
import { Looks } from '#shared/protocol/looks.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** Who looked at one's own records: online only, loaded with its page. */
export const askLooks = (): Answer<Looks> => checked(Looks, () => createClient().record.looks.query());
