import type { benefitSum } from '#shared/rules/index.ts';

/** The sum behind a benefit, for the screens: rules themselves never reach them. */
export type BenefitSum = NonNullable<ReturnType<typeof benefitSum>>;
