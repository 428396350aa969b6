import './client/zod-without-eval.ts';
import { createApp } from 'vue';
import { connect } from './client/connection/connect.ts';
import { findBridge } from './client/native-shell.ts';
import { hostTransport } from './client/connection/open-host.ts';
import { provideStudio } from './client/studio.ts';
import { applyLanguage } from './locales/language.ts';
import AppShell from './shell/AppShell.vue';
import { followUpdates } from './shell/follow-updates.ts';
import { router } from './shell/router.ts';
import { applyTheme } from './ui/theme.ts';
import './ui/fonts.css';
import './ui/theme.css';
import './ui/print.css';

applyTheme();
applyLanguage();

const app = createApp(AppShell);
provideStudio(app, connect(hostTransport(findBridge())));
app.use(router);
followUpdates(router);
app.mount('#app');
