import { openChromium } from '../support/engines/chromium.ts';
import { mainFlowIn } from './main-flow.ts';

mainFlowIn('Chromium', openChromium);
