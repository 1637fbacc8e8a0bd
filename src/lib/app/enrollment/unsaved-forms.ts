import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

/** The forms that hold something the device would not take, by draft: the next form of that draft takes it over. */
export const unsavedForms = new Map<string, { handOver(): DraftFields }>();
