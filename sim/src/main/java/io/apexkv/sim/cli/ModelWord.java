package io.apexkv.sim.cli;

import io.apexkv.sim.history.Model;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a model by the name that the help shows, in upper or lower case. */
final class ModelWord implements ITypeConverter<Model> {

  @Override
  public Model convert(String text) {
    for (Model model : Model.values()) {
      if (model.word().equalsIgnoreCase(text)) {
        return model;
      }
    }
    throw new TypeConversionException("found '" + text + "', expected register or kv");
  }
}
