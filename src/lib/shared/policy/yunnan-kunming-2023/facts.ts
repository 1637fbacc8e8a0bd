import type { Fact } from '../scheme.ts';
import { enrollmentFacts } from './facts-enrollment.ts';
import { paymentFacts } from './facts-payment.ts';

/** Every clause that this scheme cites, by number. */
export const facts: Record<string, Fact> = { ...enrollmentFacts, ...paymentFacts };
