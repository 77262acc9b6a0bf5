/** Whether a wheel with this platform tag runs on the platform. */
export type FitsPlatform = (tag: string) => boolean;
