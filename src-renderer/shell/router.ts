import { createRouter, createWebHashHistory } from 'vue-router';
import { EMPTY_STACK, newModelId } from '../features/builder/document/new-document.ts';
import { lessonOfIdea } from '../domain/lessons/lesson-of-idea.ts';
import StartPage from '../features/start/StartPage.vue';

/** Addresses after #, so that they work the same under http:, app:// and a reload without the host knowing them. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/start' },
    { path: '/start', name: 'start', component: StartPage },
    { path: '/datasets', name: 'datasets', component: () => import('../features/datasets/DatasetListPage.vue') },
    {
      path: '/datasets/:datasetId',
      name: 'dataset',
      component: () => import('../features/datasets/DatasetPage.vue'),
      props: true,
    },
    { path: '/models', name: 'models', component: () => import('../features/builder/models/ModelListPage.vue') },
    {
      path: '/models/new',
      name: 'new-model',
      // A new model has its address from the first moment, so that a reload finds it again.
      redirect: ({ query }) => ({
        name: 'model',
        params: { modelId: newModelId() },
        query: { ...query, template: textOf(query.template) ?? EMPTY_STACK },
      }),
    },
    {
      path: '/models/:modelId',
      name: 'model',
      component: () => import('../features/builder/BuilderPage.vue'),
      props: (route) => ({
        modelId: textOf(route.params.modelId),
        templateId: textOf(route.query.template),
        datasetId: textOf(route.query.dataset),
      }),
    },
    { path: '/runs', name: 'runs', component: () => import('../features/runs/list/RunListPage.vue') },
    {
      path: '/runs/new',
      name: 'new-run',
      component: () => import('../features/runs/new-run/NewRunPage.vue'),
      props: (route) => ({ datasetId: textOf(route.query.dataset) }),
    },
    {
      path: '/runs/compare',
      name: 'compare',
      component: () => import('../features/compare/ComparePage.vue'),
      props: (route) => ({
        runIds: (textOf(route.query.runs) ?? '').split(',').filter((id) => id !== ''),
        each: textOf(route.query.each) !== null,
      }),
    },
    {
      path: '/runs/group/:groupId',
      name: 'run-group',
      component: () => import('../features/compare/GroupPage.vue'),
      props: true,
    },
    { path: '/runs/sweep', name: 'new-sweep', component: () => import('../features/sweep/NewSweepPage.vue') },
    {
      path: '/runs/sweep/:tag',
      name: 'sweep',
      component: () => import('../features/sweep/SweepPage.vue'),
      props: true,
    },
    {
      path: '/runs/:runId',
      name: 'run',
      component: () => import('../features/dashboard/DashboardPage.vue'),
      props: true,
    },
    {
      path: '/playground/:runId?',
      name: 'playground',
      component: () => import('../features/playground/PlaygroundPage.vue'),
      props: (route) => ({ runId: textOf(route.params.runId), checkpointId: textOf(route.query.checkpoint) }),
    },
    {
      path: '/insight/:runId?',
      name: 'insight',
      component: () => import('../features/insight/InsightPage.vue'),
      props: (route) => ({ runId: textOf(route.params.runId), panel: textOf(route.query.panel) }),
    },
    {
      path: '/networks/:networkId/:place(playground|insight|run)',
      name: 'network',
      component: () => import('../features/lessons/NetworkPage.vue'),
      props: true,
    },
    { path: '/settings', name: 'settings', component: () => import('../features/settings/SettingsPage.vue') },
    { path: '/licences', name: 'licences', component: () => import('../features/settings/LicencesPage.vue') },
    {
      path: '/lessons',
      name: 'lessons',
      component: () => import('../features/lessons/LessonsPage.vue'),
    },
    {
      path: '/lessons/:lessonId',
      name: 'lesson',
      component: () => import('../features/lessons/page/LessonPage.vue'),
      props: (route) => ({ lessonId: textOf(route.params.lessonId) }),
    },
    ...(import.meta.env.MODE === 'production'
      ? []
      : [{ path: '/gallery', name: 'gallery', component: () => import('../features/gallery/GalleryPage.vue') }]),
    {
      path: '/:unknown(.*)',
      name: 'not-found',
      component: () => import('./NotFoundPage.vue'),
      props: (route) => ({ path: route.path }),
    },
  ],
});

// Addresses of earlier studios name an idea.
router.beforeEach(({ name, query }) => {
  const idea = name === 'lessons' ? textOf(query.idea) : null;
  const known = Object.entries(lessonOfIdea).find(([earlier]) => earlier === idea);
  return known === undefined || { name: 'lesson', params: { lessonId: known[1] }, replace: true };
});

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
