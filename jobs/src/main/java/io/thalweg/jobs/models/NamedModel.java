package io.thalweg.jobs.models;

import io.thalweg.state.ModelFile;

/** A model and its name. */
record NamedModel(String name, ModelFile model) {}
