/** What the rows of a drive's students are bound to. */
import type { Place } from '../seal.ts';
import type { OwnerId } from '../types.ts';

type Row = { id: string; owner: OwnerId };

export const draftPlace = (row: Row): Place => ['driveDraft', row.id, row.owner];
export const stubPlace = (row: Row): Place => ['stub', row.id, row.owner];
