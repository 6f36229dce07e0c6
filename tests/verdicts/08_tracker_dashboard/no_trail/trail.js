function extendTrail() {}
