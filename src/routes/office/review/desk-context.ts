import { createContext } from 'svelte';
import type { ReviewDesk } from '#lib/app/review/review-desk.svelte.ts';

/** One desk for list and detail, so that opening a case keeps the list where it was. */
export const [getDesk, setDesk] = createContext<ReviewDesk>();
