import { createApp } from 'vue';
import { openHost } from './client/open-host.ts';
import { connect } from './client/connect.ts';
import { provideStudio } from './client/studio.ts';
import { applyLanguage } from './locales/language.ts';
import AppShell from './shell/AppShell.vue';
import { router } from './shell/router.ts';
import { applyTheme } from './ui/theme.ts';
import './ui/theme.css';

applyTheme();
applyLanguage();

const app = createApp(AppShell);
provideStudio(app, connect(openHost));
app.use(router);
app.mount('#app');
