import { accountRouter } from './account.router.ts';
import { auditRouter } from './audit.router.ts';
import { claimReviewRouter } from './claim-review.router.ts';
import { demoRouter } from './demo.router.ts';
import { driveRouter } from './drive.router.ts';
import { feedbackRouter } from './feedback.router.ts';
import { statusRouter } from './status.router.ts';
import { moneyRouter } from './money.router.ts';
import { officeRouter } from './office.router.ts';
import { outcomeRouter } from './outcome.router.ts';
import { windowRouter } from './window.router.ts';
import { paperRouter } from './paper.router.ts';
import { paymentRouter } from './payment.router.ts';
import { pushRouter } from './push.router.ts';
import { recordRouter } from './record.router.ts';
import { reviewRouter } from './review.router.ts';
import { rosterRouter } from './roster.router.ts';
import { secondFactorRouter } from './second-factor.router.ts';
import { stopRouter } from './stop.router.ts';
import { syncRouter } from './sync.router.ts';
import { router } from './trpc.ts';

/** Everything that a client may call. */
export const appRouter = router({
	status: statusRouter,
	account: accountRouter,
	audit: auditRouter,
	demo: demoRouter,
	sync: syncRouter,
	review: reviewRouter,
	claimReview: claimReviewRouter,
	payment: paymentRouter,
	paper: paperRouter,
	push: pushRouter,
	record: recordRouter,
	roster: rosterRouter,
	secondFactor: secondFactorRouter,
	stop: stopRouter,
	office: officeRouter,
	outcome: outcomeRouter,
	window: windowRouter,
	money: moneyRouter,
	feedback: feedbackRouter,
	drive: driveRouter,
});

export type AppRouter = typeof appRouter;
