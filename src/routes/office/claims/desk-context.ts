import { createContext } from 'svelte';
import type { ClaimReviewDesk } from '#lib/app/claim-review/claim-review-desk.svelte.ts';

/** One desk for list and detail, once its code is there. */
export const [getClaimDesk, setClaimDesk] = createContext<{ readonly value: ClaimReviewDesk | null }>();
